// A template as a JavaScript function: names, `each`, `if`, `unless` and partials, which is all that our templates have,
// need nothing of Handlebars at run time. Rendering so takes a quarter of the time, and so does loading.
import Handlebars from "handlebars";

/** What the functions of {@link templateCode} call; to stand before them. */
export const templateTools = `
const shown = (value, view, name) => {
  if (value === undefined && !(name in view)) throw new TypeError('"' + name + '" is not in the view');
  return value ?? "";
};
const holds = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
`;

/**
 * Code of a function that gives the text of a view as Handlebars does it with `strict` and `noEscape`. Partials are
 * functions by name in `partials`. Throws for what no template of ours may have.
 */
export function templateCode(template) {
  return `(view0) => {\nlet text = "";\n${statements(Handlebars.parse(template), [{ view: "view0" }])}return text;\n}`;
}

/** `scopes` are the views around a place, from the outermost in. */
function statements(program, scopes) {
  return program.body.map((node) => statement(node, scopes)).join("");
}

function statement(node, scopes) {
  switch (node.type) {
    case "CommentStatement":
      return "";
    case "ContentStatement":
      return node.value === "" ? "" : `text += ${JSON.stringify(node.value)};\n`;
    case "MustacheStatement":
      return `text += ${shown(node, scopes)};\n`;
    case "BlockStatement":
      return block(node, scopes);
    case "PartialStatement":
      return partial(node, scopes);
    default:
      throw new TypeError(`a template has a ${node.type}`);
  }
}

/** A value in its place. As in Handlebars, what is null prints nothing, and what the view does not have is an error. */
function shown(node, scopes) {
  if (node.params.length > 0 || node.hash !== undefined) throw new TypeError("a template calls a helper");
  const { path } = node;
  const position = path.data ? positionOf(path, scopes) : null;
  if (position !== null) return position;
  const { view } = scopeOf(path, scopes);
  const name = path.parts.at(-1);
  if (name === undefined) return `(${view} ?? "")`;
  const owner = path.parts.slice(0, -1).reduce(member, view);
  return `shown(${member(owner, name)}, ${owner}, ${JSON.stringify(name)})`;
}

/** A value that may be missing: what a block or a partial is given. */
function value(path, scopes) {
  if (path.type !== "PathExpression") throw new TypeError(`a template has a ${path.type}`);
  if (path.data) return positionOf(path, scopes);
  return path.parts.reduce((owner, name) => `${owner}?.[${JSON.stringify(name)}]`, scopeOf(path, scopes).view);
}

const member = (owner, name) => `${owner}[${JSON.stringify(name)}]`;

function scopeOf(path, scopes) {
  const scope = scopes.at(-1 - path.depth);
  if (scope === undefined) throw new TypeError(`there is no ${path.original} here`);
  return scope;
}

/** Where in a list one is. */
function positionOf(path, scopes) {
  const { index, items } = scopes.at(-1);
  const position = { first: `(${index} === 0)`, last: `(${index} === ${items}.length - 1)`, index }[path.parts[0]];
  if (index === undefined || position === undefined) throw new TypeError(`there is no ${path.original} here`);
  return position;
}

function block(node, scopes) {
  const inverse = node.inverse ? statements(node.inverse, scopes) : "";
  const [param] = node.params;
  const { original } = node.path;
  if (original === "each") return each(value(param, scopes), node, scopes, inverse);
  if (original !== "if" && original !== "unless") throw new TypeError(`a template has a block ${original}`);
  const condition = `${original === "if" ? "" : "!"}holds(${value(param, scopes)})`;
  const otherwise = inverse === "" ? "" : ` else {\n${inverse}}`;
  return `if (${condition}) {\n${statements(node.program, scopes)}}${otherwise}\n`;
}

function each(list, node, scopes, inverse) {
  const depth = scopes.length;
  const scope = { view: `view${depth}`, index: `index${depth}`, items: `items${depth}` };
  const { view, index, items } = scope;
  const body = statements(node.program, [...scopes, scope]);
  const none = inverse === "" ? "" : `if (${items}.length === 0) {\n${inverse}}\n`;
  return `{\nconst ${items} = ${list} ?? [];\n${none}for (let ${index} = 0; ${index} < ${items}.length; ${index} += 1) {
const ${view} = ${items}[${index}];\n${body}}\n}\n`;
}

function partial(node, scopes) {
  if (node.name.type !== "PathExpression") throw new TypeError("a partial is chosen at run time");
  if (node.indent !== "") throw new TypeError(`the partial ${node.name.original} is indented`);
  const [param] = node.params;
  const view = param === undefined ? scopes.at(-1).view : value(param, scopes);
  return `text += partials[${JSON.stringify(node.name.original)}](${view});\n`;
}
