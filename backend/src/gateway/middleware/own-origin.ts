import type { RequestHandler } from 'express';
import { FaceAuthError } from '../../errors.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origins whose pages are our own: that of the public URL; a local one under each name of this machine.
 */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (!LOCAL.includes(hostname)) return new Set([publicUrl]);
  return new Set(LOCAL.map((name) => new URL(`${protocol}//${name}:${port}`).origin));
}

/** Refuses requests that change something unless they say that they come from one of our pages. Browsers always say it. */
export function ownOriginOnly(origins: ReadonlySet<string>): RequestHandler {
  return (req, _res, next) => {
    if (SAFE.has(req.method) || origins.has(req.get('origin') ?? '')) next();
    else throw new FaceAuthError('origin-refused', { origin: req.get('origin') });
  };
}
