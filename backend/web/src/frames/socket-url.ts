/** A socket's address beside the page's own. */
export function socketUrl(path: string, page: { readonly protocol: string; readonly host: string }): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}${path}`;
}
