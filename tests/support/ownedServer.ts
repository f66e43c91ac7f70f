import { ApiClient } from './apiClient.ts';
import { ServerProcess, type Variables } from './serverProcess.ts';

/** A running server and its owner, signed in. */
export async function startOwnedServer(
  variables: Variables = {},
): Promise<{ server: ServerProcess; owner: ApiClient }> {
  const server = await ServerProcess.start(variables);
  try {
    const owner = new ApiClient(server.url);
    await owner.setUpOwner(await server.setupLink());
    return { server, owner };
  } catch (error) {
    await server.close();
    throw error;
  }
}
