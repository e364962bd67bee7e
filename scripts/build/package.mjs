// A TypeScript package (the runtime, or a generated one): src → dist, JavaScript and declarations, by its tsconfig.json.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { filesUnder, fingerprint, isUpToDate, root, stamp } from "./fingerprint.mjs";

const compiler = join(root, "node_modules/typescript/bin/tsc");

/** Hash of everything that a package is built from; `dependencies` are the hashes of what it imports. */
export function packageHash(folder, dependencies = []) {
  const at = join(root, folder);
  const inputs = ["src", "package.json", "tsconfig.json", "tsconfig.node.json"].flatMap((name) =>
    filesUnder(join(at, name)),
  );
  const version = join(root, "node_modules/typescript/package.json");
  return fingerprint([...inputs, ...(existsSync(version) ? [version] : [])], dependencies);
}

/** Folders of the generated packages, relative to the root. */
export function generatedPackages() {
  const parent = join(root, "generated");
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => existsSync(join(parent, name, "package.json")))
    .sort()
    .map((name) => `generated/${name}`);
}

function compile(folder, config, outDir) {
  const args = [compiler, "-p", join(folder, config), "--outDir", join(folder, outDir), "--noEmit", "false"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0));
  });
}

/**
 * Builds one package; true where there was something to do. The result is put in place only when it is whole, so that
 * a process that runs from `dist` meanwhile never sees half of it, and files whose source is gone do not stay.
 */
export async function buildPackage(folder, hash) {
  const dist = join(root, folder, "dist");
  if (isUpToDate(folder, hash, [dist])) return false;
  const next = `dist.next-${process.pid}`;
  const old = join(root, folder, `${next}-old`);
  try {
    // What is for Node alone is compiled apart, so that nothing else can use Node's types.
    for (const config of ["tsconfig.json", "tsconfig.node.json"].filter((name) =>
      existsSync(join(root, folder, name)),
    )) {
      if (!(await compile(folder, config, next))) throw new Error(`${folder} does not compile`);
    }
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(join(root, folder, next), dist);
  } finally {
    rmSync(join(root, folder, next), { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
  stamp(folder, hash);
  return true;
}
