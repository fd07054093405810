import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * The toolkit's base sheet brings its vendor's own fonts and background pictures. A white label shows none of them,
 * so they are dropped before Vite would copy them into the build; theme.css names the fonts that are used.
 */
function withoutVendorBrand(): Plugin {
  return {
    name: 'without-vendor-brand',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('@patternfly/react-core/dist/styles/')) return null;
      return code
        .replace(/@font-face\s*\{[^}]*\}/g, '')
        .replace(/^[^\n]*url\(["']?\.\/assets\/[^\n]*$/gm, '');
    },
  };
}

const backend = process.env.LABS_BACKEND ?? 'http://127.0.0.1:9080';

export default defineConfig({
  plugins: [withoutVendorBrand(), react()],
  build: {
    outDir: '../../../target/frontend',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': backend, '/branding': backend, '/branding.css': backend } },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://acme.localhost:9080/' } },
    setupFiles: ['src/test/setup.ts'],
    css: false,
    server: { deps: { inline: [/@patternfly/] } },
    restoreMocks: true,
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
