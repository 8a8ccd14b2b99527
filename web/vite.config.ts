// The one build of the workbench: web/ in, dist/web out, no inline script or style, every asset named by its hash.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const root = resolve(import.meta.dirname, "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Drops the older of the two formats the font package lists: every browser that runs this page reads woff2. */
const woff2Only: Plugin = {
  name: "woff2-only",
  enforce: "pre",
  transform(code, id) {
    if (!/fontsource.*\.css/.test(id)) return null;
    return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, "");
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), woff2Only],
  define: { THECA_VERSION: JSON.stringify(version) },
  worker: { format: "es" },
  build: {
    outDir: process.env["THECA_WEB_OUT"] ?? join(root, "dist", "web"),
    emptyOutDir: true,
    target: "es2022",
    // A font or picture inlined as data: would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
});
