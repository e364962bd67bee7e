/** A service whose upstream examples are replayed. */
export interface ReplayedService {
  readonly title: string;
  /** Specification, under the root of the upstream ones. */
  readonly spec: string;
  /** Entry point of the generated package. */
  readonly entryPoint: string;
  /** How many files of examples there are; a finder that finds fewer is broken. */
  readonly examples: number;
}

export const services: readonly ReplayedService[] = [
  {
    title: "AKS 2024-09-01",
    spec: "azure/specification/containerservice/resource-manager/Microsoft.ContainerService/aks/stable/2024-09-01/managedClusters.json",
    entryPoint: "@armature/azure-containerservice/2024-09-01",
    examples: 108,
  },
  {
    title: "Batch 2024-07-01.20.0",
    spec: "azure/specification/batch/data-plane/Microsoft.Batch/stable/2024-07-01.20.0/BatchService.json",
    entryPoint: "@armature/azure-batch/2024-07-01.20.0",
    examples: 100,
  },
];
