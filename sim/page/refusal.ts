/** Why a control was not carried out: a word for programs and a sentence for people. */
export class Refusal extends Error {
  constructor(readonly code: string, message: string) { super(message); }
}
