import type { RuleExamples } from './examples';

export const networkCloudExamples: RuleExamples = {
  'account-number-in-arn': {
    examples: ['arn:aws:iam::4815~16234299:role/x'],
    counterExamples: [
      'arn:aws:iam::123456789012:role/x',
      'arn:aws:s3:::bucket',
      'arn:aws:iam::111122223333:role/x',
      '602401143452.dkr.ecr.eu-west-1.amazonaws.com',
    ],
  },
  'cloud-tenant': {
    examples: ['/subscriptions/3f2a9c4e-1b8d-4065~-9c4e-d7d7c16b3dc1/resourceGroups/x'],
    counterExamples: ['/subscriptions/00000000-0000-0000-0000-000000000000/x', 'tenant_id = var.tenant_id'],
  },
  'cloud-project': {
    examples: [
      'gcloud config set project north~gate-prod-481',
      'projects/north~gate-prod-481/secrets/x',
      'europe-docker.pkg.dev/north~gate-prod-481/x',
    ],
    counterExamples: [
      'gcloud config set project my-project',
      'projects/my-project/topics/x',
      'projects/debian-cloud/global/images/family/debian-12',
      '--project=tsconfig.json',
    ],
  },
  bucket: {
    examples: [
      's3://north~gate-prod-backups/2024/',
      'https://north~gate-assets.s3.eu-west-1.amazonaws.com/a.png',
      'S3_BUCKET=north~gate-prod-media',
    ],
    counterExamples: [
      's3://my-bucket/x',
      'bucket: bucket',
      'bucketName = props.bucket',
      'bucket size 100',
      's3://example-bucket/a',
    ],
  },
};
