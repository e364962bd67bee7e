import Handlebars from "handlebars";

const blocks = new Set(["each", "if", "unless"]);

/** Variables that Handlebars itself sets and that only say where in a list one is. */
const positions = new Set(["@first", "@last", "@index"]);

function isSimple(expression: hbs.AST.Node, found: string[], where: string): void {
  if (expression.type !== "PathExpression") {
    found.push(`${where}: ${expression.type} where only a name may stand`);
    return;
  }
  const path = expression as hbs.AST.PathExpression;
  if (path.data && !positions.has(path.original)) found.push(`${where}: the variable ${path.original}`);
}

function checkMustache(node: hbs.AST.MustacheStatement, found: string[]): void {
  const where = `line ${node.loc.start.line}`;
  if (!node.escaped) found.push(`${where}: triple braces`);
  if (node.params.length > 0 || node.hash !== undefined) found.push(`${where}: a helper is called`);
  isSimple(node.path, found, where);
}

function checkBlock(node: hbs.AST.BlockStatement, found: string[]): void {
  const where = `line ${node.loc.start.line}`;
  if (!blocks.has(node.path.original)) found.push(`${where}: the block ${node.path.original}`);
  if (node.params.length !== 1 || node.hash !== undefined) found.push(`${where}: a block takes one name`);
  for (const param of node.params) isSimple(param, found, where);
}

function checkPartial(node: hbs.AST.PartialStatement, found: string[]): void {
  const where = `line ${node.loc.start.line}`;
  if (node.name.type !== "PathExpression") found.push(`${where}: a partial chosen at run time`);
  if (node.params.length > 1 || node.hash !== undefined) found.push(`${where}: a partial takes at most one view`);
  for (const param of node.params) isSimple(param, found, where);
}

/**
 * What a template does beyond placing values: anything but names, `each`, `if`, `unless` and fixed partials. Decisions
 * belong to the plan, where the compiler and tests see them.
 */
export function logicIn(template: string): readonly string[] {
  const found: string[] = [];
  class Checker extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement): void {
      checkMustache(node, found);
      super.MustacheStatement(node);
    }
    override BlockStatement(node: hbs.AST.BlockStatement): void {
      checkBlock(node, found);
      super.BlockStatement(node);
    }
    override PartialStatement(node: hbs.AST.PartialStatement): void {
      checkPartial(node, found);
      super.PartialStatement(node);
    }
    override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
      found.push(`line ${node.loc.start.line}: a partial with a block`);
    }
    override DecoratorBlock(node: hbs.AST.DecoratorBlock): void {
      found.push(`line ${node.loc.start.line}: an inline partial or decorator`);
    }
    override Decorator(node: hbs.AST.Decorator): void {
      found.push(`line ${node.loc.start.line}: a decorator`);
    }
  }
  new Checker().accept(Handlebars.parse(template));
  return found;
}
