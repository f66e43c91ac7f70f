import { ApiClient } from './apiClient.ts';
import { ServerProcess, type Variables } from './serverProcess.ts';

/** Starts a server with an owner, who is signed in. */
export async function startOwnedServer(
  variables: Variables = {},
): Promise<{ server: ServerProcess; owner: ApiClient }> {
  await using cleanUp = new AsyncDisposableStack();
  const server = cleanUp.use(await ServerProcess.start(variables));
  const owner = new ApiClient(server.url);
  await owner.setUpOwner(await server.setupLink());
  cleanUp.move();
  return { server, owner };
}
