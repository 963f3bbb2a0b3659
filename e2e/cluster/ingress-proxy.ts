import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Namespace } from './kubernetes.ts';

/** A proxy for browsers that brings every name to the cluster's ingress, whatever its port, as DNS would in real life. */
export interface IngressProxy {
  /** For Playwright's `proxy.server`. */
  readonly url: string;
  close(): Promise<void>;
}

/** @param address Where the ingress answers HTTPS, from `ingressAddress`. */
export async function startIngressProxy(address: URL): Promise<IngressProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(501).end());
  server.on('connect', (_request, client: Socket, head) => {
    const ingress = connect(Number(address.port || 443), address.hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      ingress.write(head);
      ingress.pipe(client).pipe(ingress);
    });
    for (const [one, other] of [
      [client, ingress],
      [ingress, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => sockets.delete(one));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Where the cluster's ingress answers HTTPS: `INGRESS_HTTPS`, or the address that the ingress controller has written
 * into the Ingress.
 *
 * @throws Error that says what to set, when neither is there.
 */
export async function ingressAddress(namespace: Namespace, ingress: string): Promise<URL> {
  if (process.env.INGRESS_HTTPS) return new URL(process.env.INGRESS_HTTPS);
  const path = '{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}';
  const address = await namespace.kubectl('get', 'ingress', ingress, '-o', `jsonpath=${path}`);
  if (!address)
    throw new Error("The Ingress has no address: set INGRESS_HTTPS to the ingress controller's https address");
  return new URL(`https://${address}`);
}
