// What a build step depends on, as one hash of names and contents. Contents, not times: a fresh checkout or a branch
// switched there and back must not cause a rebuild, and a file restored with an old date must.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const stampFile = join(root, ".armature", "build.json");

/** Every file under a folder (or the file itself), sorted, without what other steps write. */
export function filesUnder(path, skip = () => false) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !["node_modules", "dist", ".git"].includes(entry.name) && !entry.name.startsWith("dist.next-"))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const child = join(path, entry.name);
      if (skip(child)) return [];
      return entry.isDirectory() ? filesUnder(child, skip) : [child];
    });
}

/** One hash over the names and contents of files, and over texts that matter as much (a dependency's own hash). */
export function fingerprint(files, texts = []) {
  const hash = createHash("sha256");
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file).split(sep).join("/")}\0${content.length}\0`).update(content);
  }
  for (const text of texts) hash.update(`${text.length}\0${text}`);
  return hash.digest("hex");
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return {};
  }
}

/** Whether a step last succeeded on the same inputs and what it wrote is still there. */
export function isUpToDate(step, hash, outputs) {
  return readStamps()[step] === hash && outputs.every((output) => existsSync(output));
}

/** Notes that a step succeeded on these inputs. */
export function stamp(step, hash) {
  mkdirSync(dirname(stampFile), { recursive: true });
  const next = `${stampFile}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ ...readStamps(), [step]: hash }, null, 2)}\n`);
  renameSync(next, stampFile);
}
