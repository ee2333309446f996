/** A list of policies in which every name is taken once: two owners of one name would hide each other's numbers. */
export abstract class NamedPolicies<Policy extends { readonly name: string; snapshot(): object }> {
  private readonly policies = new Map<string, Policy>();

  list(): ReturnType<Policy['snapshot']>[] {
    return [...this.policies.values()].map((policy) => policy.snapshot() as ReturnType<Policy['snapshot']>);
  }

  protected add<Added extends Policy>(policy: Added): Added {
    if (this.policies.has(policy.name)) throw new Error(`a policy named "${policy.name}" exists already`);
    this.policies.set(policy.name, policy);
    return policy;
  }
}
