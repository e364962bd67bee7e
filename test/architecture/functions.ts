import ts from "typescript-5.8";
import { descendants, parse } from "./sources.ts";

export interface MeasuredFunction {
  /** `outer.inner` for a function inside another. */
  readonly name: string;
  /** From its first line to its last, without the comment before it. */
  readonly lines: number;
}

type FunctionNode = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

function isFunction(node: ts.Node): node is FunctionNode {
  return ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
}

function ownName(node: ts.Node): string {
  if ("name" in node && node.name !== undefined && typeof node.name === "object" && node.name !== null) {
    return (node.name as ts.Node).getText();
  }
  if (ts.isConstructorDeclaration(node)) return "constructor";
  const parent = node.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.name.getText();
  }
  if (ts.isCallExpression(parent)) return `${leftmost(parent.expression)}()`;
  return "anonymous";
}

/** `test` of `test.each([…])`. */
function leftmost(node: ts.Node): string {
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return leftmost(node.expression);
  return ts.isIdentifier(node) ? node.text : "";
}

function fullName(node: ts.Node): string {
  const names: string[] = [];
  for (let at: ts.Node | undefined = node; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (isFunction(at) || ts.isClassLike(at)) names.unshift(ownName(at));
  }
  return names.join(".");
}

/** Every function, method and lambda of a file with the lines it takes. */
export function measureFunctions(path: string, text?: string): readonly MeasuredFunction[] {
  const source = parse(path, text);
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  return descendants(source)
    .filter(isFunction)
    .map((node) => ({
      name: fullName(node),
      lines: lineAt(node.getEnd()) - lineAt(node.getStart(source)) + 1,
    }));
}
