/** A custom policy without a finding. */
export const custom = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "modelarts:notebook:create"
      ]
    }
  ]
}
`;

/** The same as AWS writes policies. */
export const aws = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "s3:GetObject"
      ],
      "Resource": "*"
    }
  ]
}
`;

/** A custom policy with an action of this text. */
export function withAction(action: string): string {
  return custom.replace('modelarts:notebook:create', action);
}
