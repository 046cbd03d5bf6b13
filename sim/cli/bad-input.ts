/** What the user typed cannot be used. The message is one line and names the option, offset or field; it is shown without a stack. */
export class BadInput extends Error {}
