/**
 * Prompts of a telephone system, spoken by one woman, with their words. Figures are measured with the held-out prompts
 * only, so nothing is chosen by how well these are recognized.
 */
export const DEVELOPMENT = {
  'agent-pass': 'Please enter your password followed by the pound key.',
  'agent-user': 'Agent login. Please enter your agent number followed by the pound key.',
  'conf-getpin': 'Please enter the conference pin number.',
  'conf-hasjoin': 'is now in the conference.',
  'conf-invalid': 'That is not a valid conference number. Please try again.',
  'conf-locked': 'This conference is locked!',
  'conf-onlyperson': 'You are currently the only person in this conference.',
  'conf-waitforleader': 'The conference will begin when the leader arrives.',
  'demo-abouttotry':
    'I am about to attempt an Inter-Asterisk Exchange connection to a demonstration server located at Digium. In order for this to work you must already be connected to the Internet. Please wait a moment while I attempt to make the connection.',
  'demo-moreinfo':
    'Asterisk is an Open Source full-featured PBX and IVR platform that runs on the linux operating system. For more information, visit www.asterisk.org.',
  'demo-thanks': 'Goodbye. Thank you for trying out the Asterisk Open Source PBX.',
  'dir-welcome': 'Welcome to the directory.',
  'privacy-prompt': 'Please enter your phone number, starting with the area code.',
  'queue-thankyou': 'Thank you for your patience.',
  'queue-youarenext':
    'Your call is now first in line and will be answered by the next available representative.',
  'ss-noservice': 'The number you have dialed is not in service. Please check the number and try again.',
  'vm-instructions':
    'To look into your messages press 1 now. You may quit voicemail at any time by pressing the pound key.',
  'vm-msgsaved': 'Your message has been saved.',
  'vm-nonumber': "I'm afraid I don't know who sent this message.",
  'vm-tmpexists': 'There is a temporary greeting, which overrides your standard greetings.',
} as const;

export const HELD_OUT = {
  'agent-alreadyon':
    'That agent is already logged on. Please enter your agent number followed by the pound key.',
  'agent-incorrect': 'Login incorrect. Please enter your agent number followed by the pound key.',
  'agent-newlocation': 'Please enter a new extension, followed by pound.',
  'auth-incorrect': 'Password incorrect. Please enter your password followed by the pound key.',
  'conf-extended': 'The conference has been extended.',
  'conf-getchannel': 'Please enter the channel number followed by the pound key.',
  'conf-getconfno': 'Please enter your conference number followed by the pound key.',
  'conf-invalidpin': 'That pin is invalid for this conference.',
  'conf-kicked': 'You have been kicked from this conference.',
  'conf-leaderhasleft': 'The leader has left the conference.',
  'conf-noempty': 'No empty conferences currently exist.',
  'conf-onlyone': 'There is currently one other participant in the conference.',
  'conf-placeintoconf': 'You will now be placed into the conference.',
  'conf-usermenu':
    'Please press 1 to mute or unmute yourself, 4 or 6 to decrease or increase the conference volume, 7 or 9 to decrease or increase your volume, or 8 to exit.',
  'demo-echodone': 'The echo test has been completed.',
  'demo-nogo':
    'I am afraid I was unable to create a connection to the Digium demonstration Asterisk server. You may find some helpful debugging information on the Asterisk console.',
  'demo-nomatch': "I'm sorry there are no matches for those keywords.",
  'dir-instr': 'If this is the person you are looking for press 1 now, otherwise please press star now.',
  'dir-nomatch': 'No directory entries match your search.',
  'dir-nomore': 'There are no more compatible entries in the directory.',
  invalid: "I am sorry, that's not a valid extension. Please try again.",
  'pbx-invalidpark': 'I am sorry, there is no call parked on that extension. Please try again.',
  'priv-callpending': 'I have a caller waiting, who introduces themselves as:',
  'priv-introsaved': 'Thank you. Please hold, while I attempt to connect you with your party!',
  'priv-recordintro': 'At the tone, please say your name.',
  'privacy-incorrect': "I'm sorry, that number is not valid.",
  'privacy-unident': 'The party you are trying to reach does not accept unidentified calls.',
  'queue-callswaiting': 'Waiting to speak with a representative.',
  'queue-periodic-announce':
    'All of our representatives are currently busy. Please stay on the line and your call will be answered by the next available representative.',
  transfer: 'Please hold while I try that extension.',
  'tt-allbusy':
    'All representatives of the household are currently assisting other telemarketers. Please hold and your call will be answered in the order it was received.',
  'tt-monkeysintro': 'They have been carried away by monkeys.',
  'tt-somethingwrong': 'Something is terribly wrong.',
  'tt-weasels': 'Weasels have eaten our phone system.',
  'vm-forward-multiple': 'Press 1 to send this message, or 2 to add another recipient.',
  'vm-helpexit': 'Press star for help or pound to exit.',
  'vm-invalid-password':
    'That password does not meet the minimum requirements for this mailbox. Please try again.',
  'vm-invalidpassword': 'That is not a valid password. Please try again.',
  'vm-mismatch': 'The passwords you entered and re-entered did not match. Please try again.',
  'vm-msginstruct':
    'To hear the next message press 6, to repeat this message press 5, to hear the previous message press 4, to delete or undelete this message press zero, to quit voicemail press pound.',
  'vm-newpassword': 'Please enter your new password followed by the pound key.',
  'vm-nobox': 'You cannot reply to this message because the sender does not have a mailbox.',
  'vm-passchanged': 'Your passwords have been changed.',
  'vm-rec-name': 'After the tone say your name and then press the pound key.',
  'vm-rec-temp': 'After the tone, say your temporary message, and then press the pound key.',
  'vm-reenterpassword': 'Please re-enter your password followed by the pound key.',
  'vm-savefolder': 'Which folder should I save the message to?',
  'vm-saveoper': 'Press 1 to accept this recording, otherwise, please continue to hold.',
  'vm-sorry': "I'm sorry I did not understand your response.",
  'vm-tempgreetactive': 'Your temporary greeting is currently active.',
} as const;
