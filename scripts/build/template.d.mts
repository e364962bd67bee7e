/** What the functions of {@link templateCode} call; to stand before them. */
export const templateTools: string;

/** Code of a function that gives the text of a view. */
export function templateCode(template: string): string;
