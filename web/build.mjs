// Builds the pages' scripts and styles: web/src → web/dist/NAME.HASH.EXT and manifest.json,
// which maps "public.js" to the name that carries its content's hash; licences.txt holds the
// terms of the packages that went in. An entry that is missing, or a source that no entry uses,
// stops the build before anything is written.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const ENTRIES = [
  "public.js", // the public page: no Socket.IO
  "inside.js", // clerk, chair and member: Socket.IO and Idiomorph
  "screen.js", // the big screen: the public page's, and text that is made to fit
  "doors.js", // signing in, links, devices, officers
  "prepare.js", // agendas and councils, as officers prepare them
  "app.scss", // every page that has no style of its own
  "public.scss", // the public page and its panel, within which it stands
  "screen.scss", // the big screen, which has none of the others' look
  "calendar.scss", // the lists of meetings and the calendar, which many open once and never more
  "doors.scss", // and those of the doors, so that the public need not fetch what has forms
  "prepare.scss", // and those of preparation, beside them
];

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const dist = join(here, "dist");

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

async function script(entry) {
  const built = await esbuild.build({
    entryPoints: [join(source, entry)],
    absWorkingDir: here,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    metafile: true,
    logLevel: "silent",
    write: false,
  });
  const sources = Object.keys(built.metafile.inputs).map((path) => join(here, path));
  return { name: entry, content: Buffer.from(built.outputFiles[0].contents), sources };
}

function style(entry) {
  const built = sass.compile(join(source, entry), {
    style: "compressed",
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
    charset: false, // within a page a byte order mark would be part of the first rule
  });
  const sources = built.loadedUrls.map((url) => fileURLToPath(url));
  return { name: entry.replace(/\.scss$/, ".css"), content: Buffer.from(built.css), sources };
}

function withHash({ name, content }) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return name.replace(/(\.\w+)$/, `.${hash}$1`);
}

// The terms of the packages whose code is in the bundles: they ask to be kept with every copy.
function licences(sources) {
  const packages = new Set();
  for (const path of sources) {
    const found = relative(here, path).split(sep).join("/").match(/^(node_modules\/(@[^/]+\/)?[^/]+)\//);
    if (found) packages.add(found[1]);
  }
  return [...packages].sort().map((folder) => {
    const about = JSON.parse(readFileSync(join(here, folder, "package.json")));
    const file = readdirSync(join(here, folder)).find((name) => /^licen[cs]e/i.test(name));
    const terms = file
      ? readFileSync(join(here, folder, file), "utf8").trim()
      : `By ${about.author.name}. The package carries no licence text of its own.`;
    return `${about.name} ${about.version} (${about.license})\n\n${terms}\n`;
  }).join(`\n${"-".repeat(78)}\n\n`);
}

function write(outputs, terms) {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  writeFileSync(join(dist, "licences.txt"), terms);
  const manifest = {};
  for (const output of outputs) {
    const name = (manifest[output.name] = withHash(output));
    writeFileSync(join(dist, name), output.content);
    // The server keeps these siblings in memory, and sends them to browsers that accept them.
    writeFileSync(join(dist, `${name}.gz`), gzipSync(output.content, { level: 9 }));
    writeFileSync(join(dist, `${name}.br`), brotliCompressSync(output.content));
    console.log(`web/dist/${name}  ${output.content.length} bytes`);
  }
  writeFileSync(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
}

for (const entry of ENTRIES) {
  if (!existsSync(join(source, entry)))
    fail(`web/src/${entry} is missing: write it, or take it off ENTRIES in web/build.mjs.`);
}

const outputs = [];
for (const entry of ENTRIES) {
  try {
    outputs.push(entry.endsWith(".scss") ? style(entry) : await script(entry));
  } catch (error) {
    fail(`web/src/${entry} could not be built: ${error.message}`);
  }
}

const used = new Set(outputs.flatMap((output) => output.sources));
for (const path of readdirSync(source, { recursive: true })) {
  if (/\.(m?js|scss)$/.test(path) && !used.has(join(source, path)))
    fail(`web/src/${path} is used by no entry: import it, add it to ENTRIES in web/build.mjs, or delete it.`);
}

write(outputs, licences(used));
