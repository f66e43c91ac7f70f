import { FolderOwner } from '../../sfu/recorder/disk/FolderOwner.ts';

// A process that claims the folder it is told, and keeps it until it is ended.
await FolderOwner.claim(process.argv[2] ?? '').then(
  () => console.log('claimed'),
  (error: Error) => console.log(error.message),
);
setInterval(() => {}, 60_000);
