// Makes scripts of the editor and the packages that it needs, and says which those
// are: see ci/editor.
//   node bundle.mjs FOLDER RECORD
import { build } from "esbuild";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, record] = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));

// What a language needs is in a script of its own, which the first one asks for.
const { outputFiles, metafile } = await build({
  absWorkingDir: here, entryPoints: ["editor.js"], bundle: true, splitting: true, minify: true,
  format: "esm", target: ["es2020"], legalComments: "none", metafile: true, write: false,
  outdir: "out", chunkNames: "editor-[name]-[hash]",
});

// "node_modules/@codemirror/view/dist/index.js" is of @codemirror/view.
function packagesOf({ inputs }) {
  const places = Object.keys(inputs).map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(places.filter(Boolean))].sort().map((place) => {
    const { name, version, license } = JSON.parse(readFileSync(join(here, place, "package.json"), "utf8"));
    const terms = readdirSync(join(here, place)).find((one) => /^licen[cs]e/i.test(one));
    if (!terms) throw new Error(`${name} has no file with its licence`);
    return { name, version, license, terms: readFileSync(join(here, place, terms), "utf8").trim() };
  });
}

// The terms ask to be where the scripts are; many packages have the same ones.
function noticeOf(packages) {
  const byTerms = new Map();
  for (const { name, version, terms } of packages) {
    byTerms.set(terms, [...(byTerms.get(terms) ?? []), `${name} ${version}`]);
  }
  const parts = [...byTerms].map(([terms, names]) => `${names.join(", ")}:\n\n${terms}`);
  return `/*! ${parts.join("\n\n\n").replaceAll("*/", "* /")} */\n`;
}

const packages = packagesOf(metafile);
for (const { path, text } of outputFiles) {
  const name = path.slice(path.lastIndexOf("/") + 1);
  writeFileSync(join(folder, name), (name === "editor.js" ? noticeOf(packages) : "") + text);
}
writeFileSync(record, JSON.stringify(
  packages.map(({ name, version, license }) => ({ name, version, license })), null, 2) + "\n");
