/** Official pages that rules rest on. */
export const pages = {
  /** Error codes of the IAM API, IAM.1000 to IAM.1060. */
  errorCodes: 'https://github.com/huaweicloudDocs/iam/blob/5d5f9de0e0b68887916a1724f219379ac30a1bf3/cn.zh-cn/API参考/错误码.md',
  /** "Creating a Custom Policy for Cloud Services" of the IAM API reference. */
  createPolicy: 'https://support.huaweicloud.com/intl/en-us/api-iam/iam_02_0013.html',
  /** "Policy syntax" of the IAM user guide. */
  syntax: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0019.html',
  syntaxOld: 'https://github.com/huaweicloudDocs/iam/blob/5d5f9de0e0b68887916a1724f219379ac30a1bf3/cn.zh-cn/用户指南/策略语法.md',
  /** "Custom policies" of the IAM user guide. */
  customPolicies: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0605.html',
  customPolicyJson: 'https://support.huaweicloud.com/intl/zh-cn/usermanual-iam/iam_01_0902.html',
  useCases: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0600.html',
  roles: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0601.html',
  /** Policies whose Resource is an agency. */
  agencyPolicy: 'https://github.com/huaweicloudDocs/iam/blob/5d5f9de0e0b68887916a1724f219379ac30a1bf3/cn.zh-cn/API参考/创建委托自定义策略.md',
  /** Services that support resource-level authorization. */
  resourceServices: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0610.html',
  /** Grammar of identity policies and trust policies, in the model of the v5 API. */
  createPolicyV5: 'https://github.com/mingyang91/huawei-cloud-api-definitions/blob/e05e9a02eed3a8449e77f61895b1971900ea0091/schemas/IAM/src/CreatePolicyV5.json',
  schemaV5: 'https://github.com/mingyang91/huawei-cloud-api-definitions/blob/e05e9a02eed3a8449e77f61895b1971900ea0091/schemas/IAM/src/GetAuthorizationSchemaV5.json',
  assumeAgency: 'https://github.com/mingyang91/huawei-cloud-api-definitions/blob/e05e9a02eed3a8449e77f61895b1971900ea0091/schemas/STS/src/AssumeAgency.json',
  syntaxV5: 'https://support.huaweicloud.com/intl/en-us/usermanual-iam5/iam_01_1289.html',
  keysV5: 'https://support.huaweicloud.com/intl/en-us/usermanual-iam5/iam_01_1287.html',
  variables: 'https://support.huaweicloud.com/usermanual-iam5/iam_01_1234.html',
  quotasV5: 'https://support.huaweicloud.com/intl/en-us/productdesc-iam5/iam_01_1135.html',
  accessAnalyzer: 'https://support.huaweicloud.com/intl/en-us/usermanual-iam5/iam_07_0099.html',
  scp: 'https://support.huaweicloud.com/intl/en-us/usermanual-organizations/org_03_0033.html',
  scpApi: 'https://github.com/mingyang91/huawei-cloud-api-definitions/blob/e05e9a02eed3a8449e77f61895b1971900ea0091/schemas/Organizations/src/CreatePolicy.json',
  /** The page has no address of its own in our collection. */
  modelArtsIam: 'ModelArts user guide, page "IAM" (edition 2024-01-09)',
  modelArtsRoles: 'https://github.com/opentelekomcloud-docs/modelarts/blob/1ba1873d960563c60759f67898a855d9ba3c3502/umn/source/permissions_management/basic_concepts.rst',
  obsPermissions:
    'https://github.com/opentelekomcloud-docs/object-storage-service/blob/b9835f85be13fa0f82eefc2440b83beeaf7fcdd4/doc/permissions-configuration-guide/source/permission_control_methods/iam_permissions.rst',
  adminAccess: 'https://support.huaweicloud.com/intl/en-us/usermanual-rms/rms_05_1516.html',
  allPermissions: 'https://support.huaweicloud.com/intl/en-us/usermanual-rms/rms_05_1517.html',
  evaluation: 'https://support.huaweicloud.com/usermanual-iam/iam_01_0020.html',
  ecsResources: 'https://github.com/huaweicloudDocs/ecs/blob/bd661adb110759e723670de9a42c649b43cf94ac/cn.zh-cn/API参考/资源粒度授权.md',
  delegate: 'https://github.com/huaweicloudDocs/iam/blob/5d5f9de0e0b68887916a1724f219379ac30a1bf3/cn.zh-cn/用户指南/（可选）分配委托权限（被委托方操作）.md',
  iamActions: 'https://github.com/huaweicloudDocs/iam/blob/5d5f9de0e0b68887916a1724f219379ac30a1bf3/cn.zh-cn/API参考/授权项.md',
} as const;
