/** The parts of a web app manifest that make the till installable from a browser. */
export type WebAppManifest = {
  readonly id: string;
  readonly name: string;
  readonly short_name: string;
  readonly description: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: 'standalone';
  readonly theme_color: string;
  readonly background_color: string;
  readonly icons: readonly {
    readonly src: string;
    readonly sizes: string;
    readonly type: string;
    readonly purpose?: 'maskable';
  }[];
};

export const webAppManifest: WebAppManifest = {
  id: '/',
  name: 'Counterfoil',
  short_name: 'Counterfoil',
  description: 'A till that goes on selling, and on honouring promotions, when the network is gone.',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: '#0d5741',
  background_color: '#edf2ee',
  icons: [
    {src: '/icon-192.png', sizes: '192x192', type: 'image/png'},
    {src: '/icon-512.png', sizes: '512x512', type: 'image/png'},
    {src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable'},
  ],
};
