import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.8";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const generatedNames = new Set(["node_modules", "dist", "out", ".git"]);

/** Paths below a folder of the repository, with forward slashes, that end in one of `endings`; sorted. */
export function listFiles(folder: string, endings: readonly string[]): readonly string[] {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        return generatedNames.has(entry.name) || entry.name.startsWith("dist.next-") ? [] : listFiles(path, endings);
      }
      return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
    })
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export function parse(path: string, text: string = readText(path)): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Every node of a tree, parents before children. */
export function descendants(node: ts.Node, found: ts.Node[] = []): readonly ts.Node[] {
  found.push(node);
  ts.forEachChild(node, (child) => void descendants(child, found));
  return found;
}

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Repository path for a relative import, null for a package or a module of Node's. */
  readonly target: string | null;
  readonly line: number;
}

function specifierOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return ts.isStringLiteral(node.argument.literal) ? node.argument.literal : undefined;
  }
  return undefined;
}

/** Static, dynamic and type imports, and exports from elsewhere. A dynamic import of an expression is no import here. */
export function importsOf(path: string, text?: string): readonly Import[] {
  const source = parse(path, text);
  const found: Import[] = [];
  for (const node of descendants(source)) {
    const specifier = specifierOf(node);
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) continue;
    const target = specifier.text.startsWith(".")
      ? relative(root, join(root, dirname(path), specifier.text))
          .split(sep)
          .join("/")
      : null;
    found.push({ specifier: specifier.text, target, line: lineOf(source, specifier) });
  }
  return found;
}

/** Counted from 1. */
export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
