import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// What a white label must not carry in its sources: colours, the project's name, pictures. Brands come from the server.
const brandInLiteral = [
  { pattern: '/(^|[^&\\w])#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\\b/', message: 'No colours in the sources: use a design token.' },
  { pattern: '/leasehold|patternfly labs/i', message: 'No product names in the sources: the brand comes from the server.' },
  { pattern: '/\\.(?:svg|png|jpe?g|gif|webp|ico)$/i', message: 'No pictures in the sources: logos come from the server.' },
];
const restricted = brandInLiteral.flatMap(({ pattern, message }) => [
  { selector: `Literal[value=${pattern}]`, message },
  { selector: `TemplateElement[value.raw=${pattern}]`, message },
  { selector: `JSXText[value=${pattern}]`, message },
]);

export default tseslint.config(
  { ignores: ['node_modules', 'dist'] },
  ...tseslint.configs.strict,
  reactHooks.configs.flat['recommended-latest'] ?? reactHooks.configs['recommended-latest'],
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/**/*.test.{ts,tsx}', 'src/test/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...restricted,
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Raw HTML is never put into the page.' },
        { selector: 'JSXAttribute[name.name="style"]', message: 'Styles live in style sheets.' },
        { selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML)$/]', message: 'Raw HTML is never put into the page.' },
      ],
      'no-restricted-globals': ['error', { name: 'localStorage', message: 'Nothing is kept in the browser.' }],
      'no-console': 'error',
    },
  },
);
