import { setTimeout as delay } from 'node:timers/promises';
import { request, type APIRequestContext, type APIResponse } from '@playwright/test';

interface RancherObject {
  id: string;
  links: Record<string, string>;
  metadata: {
    name: string;
    namespace?: string;
    state: { name: string; error: boolean; transitioning: boolean; message: string };
  };
  spec: Record<string, unknown>;
  status?: Record<string, unknown> & { conditions?: { type: string; status: string; message?: string }[] };
}

/** Rancher's API as a test uses it to prepare and to clean up. Logs in with a token, so no cookie and no CSRF. */
export class RancherApi {
  readonly #http: APIRequestContext;
  readonly #url: string;

  static async logIn(url: string, username: string, password: string): Promise<RancherApi> {
    const guest = await request.newContext({ ignoreHTTPSErrors: true });
    const body = { type: 'localProvider', username, password, responseType: 'json' };
    const answer = await guest.post(`${url}/v1-public/login`, { data: body });
    if (!answer.ok())
      throw new Error(`Rancher refused the login of ${username}: ${answer.status()} ${await answer.text()}`);
    const { token } = (await answer.json()) as { token: string };
    await guest.dispose();
    const extraHTTPHeaders = { authorization: `Bearer ${token}` };
    return new RancherApi(url, await request.newContext({ ignoreHTTPSErrors: true, extraHTTPHeaders }));
  }

  private constructor(url: string, http: APIRequestContext) {
    this.#url = url;
    this.#http = http;
  }

  /** @param place below `/v1`, or below `/k8s/clusters/<id>/v1` with `cluster` */
  #address(place: string, cluster?: string): string {
    return `${this.#url}${cluster === undefined ? '' : `/k8s/clusters/${cluster}`}/v1/${place}`;
  }

  async list(place: string, cluster?: string): Promise<RancherObject[]> {
    return (await this.#read<{ data: RancherObject[] }>(await this.#http.get(this.#address(place, cluster)))).data;
  }

  /** `undefined` when there is no such object. */
  async find(place: string, cluster?: string): Promise<RancherObject | undefined> {
    const answer = await this.#http.get(this.#address(place, cluster));
    return answer.status() === 404 ? undefined : this.#read<RancherObject>(answer);
  }

  async create(place: string, data: unknown, cluster?: string): Promise<RancherObject> {
    return this.#read<RancherObject>(await this.#http.post(this.#address(place, cluster), { data }));
  }

  /** Does not mind when it is gone already. */
  async remove(place: string, cluster?: string): Promise<void> {
    const answer = await this.#http.delete(this.#address(place, cluster));
    if (answer.status() !== 404) await this.#read(answer);
  }

  /** Lets helm act and waits for its end. @param place with `?action=` @throws Error with what the operation says */
  async act(place: string, data: unknown, cluster?: string): Promise<void> {
    const answer = await this.#http.post(this.#address(place, cluster), { data });
    const { operationNamespace, operationName } = await this.#read<Record<string, string>>(answer);
    const operation = `catalog.cattle.io.operations/${operationNamespace}/${operationName}`;
    const ended = await until(`the end of ${operation}`, async () => {
      const seen = await this.find(operation, cluster);
      const reconciling = seen?.status?.conditions?.find(({ type }) => type === 'Reconciling');
      return reconciling?.status === 'False' && !seen?.metadata.state.transitioning ? seen : undefined;
    });
    if (ended.metadata.state.error) throw new Error(`${operation}: ${ended.metadata.state.message}`);
  }

  /** The extensions that Rancher would serve now, by name. */
  async extensions(): Promise<Record<string, { version: string; Ready: boolean }>> {
    const answer = await this.#http.get(this.#address('uiplugins'));
    return (
      (JSON.parse(await answer.text()) as { entries?: Record<string, { version: string; Ready: boolean }> }).entries ??
      {}
    );
  }

  async close(): Promise<void> {
    await this.#http.dispose();
  }

  /** The answer's JSON; an error's text may be no JSON at all. */
  async #read<T>(answer: APIResponse): Promise<T> {
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/** Asks every half second until there is an answer. @throws Error that names what was waited for */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, limitMs = 120_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
    await delay(500);
  }
}
