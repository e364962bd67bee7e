// Tables in Markdown, aligned so that they read well in a terminal too.

/** `rows` are lists of texts as long as `head`. The first column is aligned to the left, others to the right. */
export function formatTable(head, rows) {
  const widths = head.map((title, column) => Math.max(3, ...[title, ...rows.map((row) => row[column])].map(width)));
  const line = (cells) => `| ${cells.map((cell, column) => pad(cell, widths[column], column)).join(" | ")} |`;
  const rule = widths.map((count, column) => (column === 0 ? "-".repeat(count) : `${"-".repeat(count - 1)}:`));
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

const width = (text) => [...text].length;

function pad(text, count, column) {
  const space = " ".repeat(count - width(text));
  return column === 0 ? text + space : space + text;
}
