import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Headers of every answer. Nothing is loaded from elsewhere, nothing is inline, no other page may frame ours. */
export function secureHeaders(origins: ReadonlySet<string>, isHttps: boolean): RequestHandler[] {
  const sockets = [...origins].map((origin) => origin.replace(/^http/, 'ws'));
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'font-src': ["'self'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'media-src': ["'self'", 'blob:'],
          // Older browsers do not count the sockets of the own host as 'self'.
          'connect-src': ["'self'", ...sockets],
          'manifest-src': ["'self'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
      strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set('permissions-policy', 'camera=(self), microphone=(), geolocation=(), payment=(), usb=()');
      next();
    },
  ];
}
