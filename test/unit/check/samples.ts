/** Policies as official pages print them, slips included (reference, section 8), with the page. */
export interface Sample {
  readonly page: string;
  readonly text: string;
}

export const samples: Readonly<Record<string, Sample>> = {
  'OBS guide: misspelt suffix': {
    page: 'Object Storage Service, permissions configuration guide, "IAM permissions"',
    text: `{
    "Version": "1.1",
    "Statement": [
                {
            "Effect": "Allow",
            "Action": [
                "obs:bucket:HeadBucket",
                "obs:bucket:ListBucket",
                "obs:bucket:GetBucketLocation"
            ],
            "Resource": [
                "obs:*:*:bucket:*"
            ],
            "Condition": {
                "StringEndWithIfExsits": {
                    "g:UserName": ["specialCharacter"]
                },
                "Bool": {
                    "g:MFAPresent": ["true"]
                }
            }
        }
    ]
}`,
  },
  'FunctionGraph guide: misspelt service': {
    page: 'FunctionGraph user guide, "Creating a Custom Policy", example 1',
    text: `{
    "Version": "1.1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
               "functiongraph:function:list",
               "functiongraph:function:getConfig",
               "funcitongraph:function:getCode"
            ]
         }
    ]
}`,
  },
  'FunctionGraph guide: members directly in the list': {
    page: 'FunctionGraph user guide, "Creating a Custom Policy", example 2',
    text: `{
    "Version": "1.1",
    "Statement": [
        "Effect": "Deny",
        "Action": [
            "functiongraph:function:delete"
        ]
    ]
}`,
  },
  'VPC guide: two actions in one string': {
    page: 'Virtual Private Cloud user guide, "VPC Custom Policies", example 1',
    text: `{
    "Version": "1.1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "
                     vpc:vpcs:create
                     vpc:svpcs:list
                 "
            ]
        }
    ]
}`,
  },
  'IAM guide: leading blank': {
    page: 'IAM user guide (Chinese edition), "Policy syntax", example of Null',
    text: `{
    "Version": "1.1",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                " obs:bucket:CreateBucket"
            ],
            "Condition": {
                "Null": {
                    "obs:SourceVpc": [
                        "false"
                    ]
                }
            }
        }
    ]
}`,
  },
  'DLI guide: blank in Effect': {
    page: 'Data Lake Insight user guide, "IAM permission management"',
    text: `{
    "Version": "1.1",
    "Statement": [
        {
            "Effect": " Allow",
            "Action": [
                  "dli:database:createDatabase",
                  "dli:database:dropDatabase",
                  "dli:queue:submitJob",
                  "dli:table:dropTable"
            ],
            "Resource": [
                  "dli:*:*:database:*",
                  "dli:*:*:queue:*",
                  "dli:*:*:table:*"
            ]
        }
    ]
}`,
  },
  'IAM use cases: missing and trailing comma': {
    page: 'IAM user guide, "Custom Policy Use Cases", only a custom policy',
    text: `{
        "Version": "1.1",
        "Statement": [
                {
                        "Effect": "Allow"
                        "Action": [
                                "ecs:*:*",
                                "evs:*:*",
                                "vpc:*:*",
                                "aom:*:*",
                                "elb:*:*"
                        ],
                }
        ]
}`,
  },
  'IAM use cases: missing brace': {
    page: 'IAM user guide, "Custom Policy Use Cases", a folder of a bucket',
    text: `{
        "Version": "1.1",
        "Statement": [
                {
                        "Effect": "Allow",
                        "Action": [
                            "obs:object:DeleteObject"
                        ],
                        "Resource": [
                            "obs:*:*:object:my-bucket/my-object/*"
                        ],
                        "Condition": {
                            "StringStartWith": {
                                "g:UserName": [
                                    "TestUser"
                    ]
                }
        ]
}`,
  },
  'IAM use cases: full-width comma': {
    page: 'IAM user guide (Chinese edition), "Custom Policy Use Cases", only a custom policy',
    text: `{
        "Version": "1.1",
        "Statement": [
                {
                        "Effect": "Allow"
                        "Action": [
                                "ecs:*:*",
                                "evs:*:*",
                                "vpc:*:*",
                                "elb:*:*"，
                                "aom:*:*"
                        ],
                }
        ]
}`,
  },
  'ModelArts guide: lower-case Effect': {
    page: 'ModelArts user guide, "Separately Assigning Permissions to Administrators and Developers"',
    text: `{
    "Version": "1.1",
    "Statement": [
        {
            "Effect": "deny",
            "Action": [
                "modelarts:pool:create",
                "modelarts:pool:update",
                "modelarts:pool:delete",
        "modelarts:notebook:listAllNotebooks"
            ]

        }
    ]
}`,
  },
  'IAM use cases: buckets of test users': {
    page: 'IAM user guide, "Custom Policy Use Cases", beside a system role',
    text: `{
        "Version": "1.1",
        "Statement": [
                {
                        "Effect": "Deny",
                        "Action": [
                                "obs:bucket:ListAllMybuckets",
                                "obs:bucket:HeadBucket",
                                "obs:bucket:ListBucket",
                                "obs:bucket:GetBucketLocation"
                        ],
                        "Resource": [
                            "obs:*:*:bucket:TestBucket*"
                        ],
                        "Condition": {
                            "StringStartWith": {
                                "g:UserName": [
                                    "TestUser"
                                ]
                            }
                        }
                }
        ]
}`,
  },
  'IAM API: null for what is absent': {
    page: 'IAM API reference, "Querying Permissions of a User Group of an Enterprise Project", the policy of the answer',
    text: `{
      "Statement" : [ {
        "Action" : [ "aaa:a*b:baa*" ],
        "Condition" : null,
        "Effect" : "deny",
        "Resource" : null
      }, {
        "Action" : [ "aaa:a*b:bab*" ],
        "Condition" : null,
        "Effect" : "Allow",
        "Resource" : null
      } ],
      "Version" : "1.1"
    }`,
  },
};
