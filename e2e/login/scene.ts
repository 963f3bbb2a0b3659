import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Move } from '../../backend/src/login/moves.ts';
import type { AuditRecord } from '../../backend/src/store/audit-chain.ts';
import { startBrowserWithCamera, type BrowserWithCamera } from '../tools/browser-with-camera.ts';
import type { Clip } from '../tools/clip.ts';
import { loginPage, type LoginPage } from '../tools/login-page.ts';
import { startServer, type Server } from '../tools/server.ts';

/** A running service whose first admin is enrolled, and a browser with a camera. */
export interface Scene {
  readonly server: Server;
  readonly browser: BrowserWithCamera;
  /** A visitor with a browser session of the own, closed at the end of the scene. */
  visit(options?: BrowserContextOptions): Promise<LoginPage>;
  /** An invitation link for somebody else, made by the admin. */
  invite(username: string): Promise<string>;
  /** The audit trail as the admin reads it, the newest record first. */
  audit(): Promise<AuditRecord[]>;
  end(): Promise<void>;
}

export interface SceneOptions {
  /** The admin's user name. */
  readonly admin: string;
  /** The admin's face at rest, for the enrolment. */
  readonly face: Clip;
  /** The admin making moves. */
  readonly faceFor: (moves: readonly Move[]) => Clip | Promise<Clip>;
  /** The moves that may be asked; all when left out. */
  readonly moves?: readonly Move[];
}

export async function startScene({ admin, face, faceFor, moves }: SceneOptions): Promise<Scene> {
  const server = await startServer({ settings: moves ? { FACE_AUTH_MOVES: moves.join(',') } : {} });
  const browser = await startBrowserWithCamera();
  const pages: Page[] = [];
  let session: Promise<Page> | undefined;

  const visit = async (options?: BrowserContextOptions): Promise<LoginPage> => {
    const page = await browser.newPage({ viewport: { width: 412, height: 840 }, locale: 'en-GB', ...options });
    pages.push(page);
    return loginPage(page, browser, server.url);
  };
  const logInAsAdmin = async (): Promise<Page> => {
    const visitor = await visit();
    await visitor.startLogin(admin, faceFor);
    await visitor.expectGreeting(admin);
    return visitor.page;
  };
  const adminPage = (): Promise<Page> => (session ??= logInAsAdmin());
  const end = async (): Promise<void> => {
    await browser.close();
    await server.stop();
  };

  try {
    const visitor = await visit();
    await visitor.enrol(server.invitation, admin, face);
  } catch (error) {
    await end();
    throw error;
  }

  return {
    server,
    browser,
    visit,
    end,

    async invite(username) {
      const answer = await (
        await adminPage()
      ).request.post(`${server.url}/api/v1/invitations`, {
        data: { username, role: 'user' },
        headers: { origin: server.url },
      });
      expect(answer.status()).toBe(201);
      return ((await answer.json()) as { url: string }).url;
    },

    async audit() {
      const answer = await (await adminPage()).request.get(`${server.url}/api/v1/audit?limit=20`);
      expect(answer.status()).toBe(200);
      return ((await answer.json()) as { records: AuditRecord[] }).records;
    },
  };
}
