/** Limits of IAM on the text of a policy; a test compares them with `data/policy-limits.json`. */
export const limits = {
  statements: 8,
  actions: 100,
  actionLength: 128,
  resources: 10,
  uris: 20,
  /** The API reference says this, the text of error IAM.1042 says the other. */
  resourceLengthApi: 128,
  resourceLengthError: 1500,
  conditions: 10,
  conditionEntries: 10,
  conditionValueLength: 1024,
  depends: 20,
  displayName: 64,
  description: 256,
  policySize: 6144,
  /** A guide says this, the model of the API the other. */
  scpSize: 5120,
  scpField: 20000,
  /** Characters that the field of the request takes in 5.0, white space included. */
  documentField: 131072,
  sessionSize: 2048,
} as const;
