/** The files of one package: paths under its root with forward slashes, in order, and their texts. */
export type FileSet = ReadonlyMap<string, string>;

/** What problems are reported to. The diagnostics' sink is one; writing need not know more of it. */
export interface PathSink {
  report(code: "write/path", at: { readonly document: string; readonly pointer: string }, message: string): void;
}

/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?$/i;

/** Folders in a package that belong to other tools. */
const foreign: ReadonlySet<string> = new Set(["node_modules", "dist", ".git"]);

const maxPathLength = 200;

/** Why a file cannot be written under this path on every system; null where it can. */
export function pathProblem(path: string): string | null {
  if (path === "") return "it is empty";
  if (path.length > maxPathLength) return `it has more than ${maxPathLength} characters`;
  if (/[\\:*?"<>|]|\p{Cc}/u.test(path)) return "it has a character that no file name may have everywhere";
  if (path.startsWith("/")) return "it is absolute";
  if (path !== path.normalize("NFC")) return "it is not in Unicode's normal form, which some systems would change";
  const steps = path.split("/");
  for (const step of steps) {
    if (step === "" || step === "." || step === "..") return "it has a step that is empty or made of dots";
    if (/[. ]$/.test(step)) return `"${step}" ends with a dot or space, which some systems leave out`;
    if (reserved.test(step)) return `"${step}" is a name that some systems keep for devices`;
  }
  if (steps.length > 0 && foreign.has((steps[0] ?? "").toLowerCase()))
    return `"${steps[0] ?? ""}" belongs to other tools`;
  return null;
}

/**
 * A checked file set, sorted by path: relative paths that are valid and distinct on every file system. Null after
 * reporting where one is not: names come from specifications, so nothing of such a package is written.
 */
export function createFileSet(files: Iterable<readonly [path: string, text: string]>, sink: PathSink): FileSet | null {
  const bySpelling = new Map<string, string>();
  const texts = new Map<string, string>();
  let failed = false;
  const fail = (path: string, message: string): void => {
    failed = true;
    sink.report("write/path", { document: path, pointer: "" }, message);
  };
  for (const [path, text] of files) {
    const problem = pathProblem(path);
    if (problem !== null) fail(path, `A file cannot have this path: ${problem}`);
    const known = bySpelling.get(fold(path));
    if (known !== undefined) fail(path, `Two files would have this path, but for upper and lower case: ${known}`);
    bySpelling.set(fold(path), path);
    texts.set(path, text);
  }
  reportFolders(bySpelling, fail);
  return failed ? null : new Map([...texts].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** A path must not be both a file and a folder of others. */
function reportFolders(bySpelling: ReadonlyMap<string, string>, fail: (path: string, message: string) => void): void {
  for (const [folded, path] of bySpelling) {
    for (let end = folded.lastIndexOf("/"); end > 0; end = folded.lastIndexOf("/", end - 1)) {
      const file = bySpelling.get(folded.slice(0, end));
      if (file !== undefined) fail(path, `${file} cannot be both a file and a folder`);
    }
  }
}

/** Equal for paths that some file system takes for one. */
function fold(path: string): string {
  return path.normalize("NFC").toLowerCase().normalize("NFC");
}
