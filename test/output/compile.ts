import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The settings under which generated packages must compile wherever they are used. */
export const strictest = {
  target: "ES2022",
  module: "NodeNext",
  moduleResolution: "NodeNext",
  lib: ["ES2022"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedDeclarations: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  skipLibCheck: false,
  declaration: true,
  noEmit: true,
} as const;

export interface CompilerError {
  /** Name as given in `files`. */
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** The compilers that packages must pass: the newest, and the oldest supported. */
export const compilers = { newest: "node_modules/typescript/bin/tsc", oldest: "node_modules/typescript-5.8/bin/tsc" };

/** Compiles what lies in a folder, by settings that it is given; everything there, or what `include` names. */
export function compileFolder(
  folder: string,
  include: readonly string[] = ["."],
  compiler: keyof typeof compilers = "newest",
): readonly CompilerError[] {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: strictest, include }));
  const args = [join(root, compilers[compiler]), "-p", folder, "--pretty", "false"];
  const { stdout, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const errors = [...stdout.matchAll(/^(\S[^(\n]*)\((\d+),\d+\): error (TS\d+): (.*(?:\n {2}.*)*)/gm)].map(
    ([, file = "", line = "", code = "", message = ""]) => ({ file, line: Number(line), code, message }),
  );
  if (status !== 0 && errors.length === 0) throw new Error(`tsc ended with ${status}:\n${stdout}`);
  return errors;
}

/**
 * Compiles files in a folder of their own inside the repository, from where they can import its packages. The folder
 * is ignored by git and stays until the next run, to look at.
 */
export function compile(
  name: string,
  files: Readonly<Record<string, string>>,
  compiler: keyof typeof compilers = "newest",
): readonly CompilerError[] {
  const folder = join(root, ".armature/compile", name);
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return compileFolder(folder, ["."], compiler);
}
