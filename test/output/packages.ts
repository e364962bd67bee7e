/** An entry point of a generated package, with the contract file that it is generated from. */
export interface EntryPoint {
  readonly entryPoint: string;
  readonly spec: string;
  readonly overlay: string;
  /** How many operations the service has at that version of its API. */
  readonly operations: number;
}

export const entryPoints: readonly EntryPoint[] = [
  {
    entryPoint: "@armature/azure-containerservice/2024-09-01",
    spec: "specs/azure/containerservice/2024-09-01.json",
    overlay: "specs/overlays/azure-containerservice.yaml",
    operations: 59,
  },
  {
    entryPoint: "@armature/azure-containerservice/2025-05-01",
    spec: "specs/azure/containerservice/2025-05-01.json",
    overlay: "specs/overlays/azure-containerservice.yaml",
    operations: 59,
  },
  {
    entryPoint: "@armature/azure-containerservice/2025-05-02-preview",
    spec: "specs/azure/containerservice/2025-05-02-preview.json",
    overlay: "specs/overlays/azure-containerservice.yaml",
    operations: 85,
  },
  {
    entryPoint: "@armature/azure-batch/2024-07-01.20.0",
    spec: "specs/azure/batch/2024-07-01.20.0.json",
    overlay: "specs/overlays/azure-batch.yaml",
    operations: 77,
  },
  {
    entryPoint: "@armature/google-gkehub/v1beta",
    spec: "specs/google/gkehub/v1beta.json",
    overlay: "specs/overlays/google-gkehub.yaml",
    operations: 60,
  },
];
