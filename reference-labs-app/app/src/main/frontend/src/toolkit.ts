/** The one place that knows the component library: pages import from here, so that it can be replaced or trimmed. */
export { Breadcrumb } from '@patternfly/react-core/dist/esm/components/Breadcrumb/Breadcrumb';
export { BreadcrumbItem } from '@patternfly/react-core/dist/esm/components/Breadcrumb/BreadcrumbItem';
export { Button } from '@patternfly/react-core/dist/esm/components/Button/Button';
export {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core/dist/esm/components/DescriptionList';
export {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core/dist/esm/components/EmptyState';
export { ProgressStep, ProgressStepper } from '@patternfly/react-core/dist/esm/components/ProgressStepper';
export { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton';
export { Spinner } from '@patternfly/react-core/dist/esm/components/Spinner';
export {
  TextInputGroup,
  TextInputGroupMain,
  TextInputGroupUtilities,
} from '@patternfly/react-core/dist/esm/components/TextInputGroup';
export { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core/dist/esm/components/ToggleGroup';
export { Dialog } from './components/base/Dialog';
export { Label } from './components/base/Label';
export { LinkButton } from './components/base/LinkButton';
export { Notice } from './components/base/Notice';
