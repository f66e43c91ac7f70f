import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';

const PERMISSIONS = [
  'camera=(self)',
  'microphone=(self)',
  'display-capture=(self)',
  'speaker-selection=(self)',
  'screen-wake-lock=(self)',
  'fullscreen=(self)',
  'autoplay=(self)',
  'geolocation=()',
  'payment=()',
  'usb=()',
].join(', ');

export function securityHeaders(config: Pick<Config, 'allowedOrigins' | 'secure'>): RequestHandler[] {
  // Needed because 'self' omits WebSockets in older Safari. Policies can't contain IPv6 addresses.
  const sockets = config.allowedOrigins
    .filter(origin => !origin.includes('['))
    .map(origin => origin.replace(/^http/, 'ws'));
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...sockets],
        mediaSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        ...(config.secure && { upgradeInsecureRequests: [] }),
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Omits HSTS without HTTPS, as on localhost, where HSTS would apply to all other local servers, too.
    strictTransportSecurity: config.secure ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  });
  const permissions: RequestHandler = (_request, response, next) => {
    response.setHeader('Permissions-Policy', PERMISSIONS);
    next();
  };
  return [headers, permissions];
}
