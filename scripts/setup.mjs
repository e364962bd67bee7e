// Makes a fresh clone ready to use: installs the dependencies where they are not those of the lock file, then builds
// what is out of date. Runs before `npm run demo` and `npm test`; costs a fraction of a second where nothing is to do.
// Imports nothing but Node's own modules until the dependencies are there.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const wanted = `${root}package-lock.json`;
const installed = `${root}node_modules/.package-lock.json`;

/**
 * Whether node_modules holds what the lock file asks for. A newer lock file alone is no reason to install again (a
 * switch of branches touches it): then the two are compared. Optional packages may be missing, as other platforms' are.
 */
function dependenciesInstalled() {
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return true;
  const packagesOf = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
  const have = packagesOf(installed);
  return Object.entries(packagesOf(wanted)).every(([path, entry]) => {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) return true;
    const present = have[path];
    if (present === undefined) return entry.optional === true;
    return entry.link === true ? present.link === true : present.version === entry.version;
  });
}

function major(version) {
  return Number(version.split(".")[0]);
}

if (major(process.versions.node) < 20) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

if (!dependenciesInstalled()) {
  console.log("installing dependencies (npm ci)");
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("npm ci failed; its messages above say why.");
    process.exit(1);
  }
}

const { build } = await import("./build.mjs");
try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
