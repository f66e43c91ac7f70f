/** Where the daily message is turned off: the token is the last part. A POST with any body does it (RFC 8058). */
export const UNSUBSCRIBE_PAGE = '/unsubscribe';

/** The field of a form that turns it on again. */
export const SUBSCRIBE = 'subscribe';
