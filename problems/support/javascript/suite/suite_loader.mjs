// Where modules of a suite in Node.js lie: the suite in one folder, the submission
// in another. Names may lack their ending, as bundlers have it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ENDINGS = ['', '.js', '.mjs', '.cjs', '.json', '/index.js'];
let folders = [];

export function initialize(data) {
  folders = data.folders.map((folder) => pathToFileURL(folder + '/').href);
}

const isFile = (url) => {
  const path = fileURLToPath(url);
  return existsSync(path) && statSync(path).isFile();
};

export async function resolve(specifier, context, next) {
  if (!specifier.startsWith('.')) return next(specifier, context);
  for (const base of [context.parentURL, ...folders]) {
    for (const ending of ENDINGS) {
      const url = new URL(specifier + ending, base);
      if (isFile(url)) return { url: url.href, shortCircuit: true };
    }
  }
  return next(specifier, context);
}

// A file .js has no package beside it that says what it is.
const MODULE = /^\s*(import\s*[\w*{"']|export\s)/m;

export async function load(url, context, next) {
  if (url.endsWith('.json')) {
    const text = readFileSync(fileURLToPath(url), 'utf8');
    return {
      format: 'module',
      source: 'export default ' + text,
      shortCircuit: true,
    };
  }
  if (!url.startsWith('file:') || !url.endsWith('.js')) return next(url, context);
  const source = readFileSync(fileURLToPath(url), 'utf8');
  if (!MODULE.test(source)) return next(url, { ...context, format: 'commonjs' });
  return { format: 'module', source, shortCircuit: true };
}
