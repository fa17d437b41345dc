/** A variable of a policy: Kyverno evaluates each at most once, and only when something asks for it. */
export interface Variable {
  readonly name: string
  readonly expression: string
}
