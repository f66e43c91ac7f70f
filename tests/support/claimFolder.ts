import { FolderOwner } from '../../sfu/recorder/disk/FolderOwner.ts';

// Claims the given folder until it is killed.
await FolderOwner.claim(process.argv[2] ?? '').then(
  () => console.log('claimed'),
  (error: Error) => console.log(error.message),
);
setInterval(() => {}, 60_000);
