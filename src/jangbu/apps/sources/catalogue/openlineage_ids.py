"""Identifiers that the OpenLineage format requires. They name schemas and this producer; nothing is fetched by them."""

SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json"
RUN_EVENT = f"{SPEC}#/$defs/RunEvent"
DATASET_EVENT = f"{SPEC}#/$defs/DatasetEvent"
_FACETS = "https://openlineage.io/spec/facets"
SCHEMA = f"{_FACETS}/1-0-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet"
QUALITY = f"{_FACETS}/1-0-0/DataQualityMetricsDatasetFacet.json#/$defs/DataQualityMetricsDatasetFacet"
QUALITY_OF_INPUT = (
    f"{_FACETS}/1-0-2/DataQualityMetricsInputDatasetFacet.json#/$defs/DataQualityMetricsInputDatasetFacet"
)
COLUMN_LINEAGE = f"{_FACETS}/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet"
OWNERSHIP = f"{_FACETS}/1-0-0/OwnershipDatasetFacet.json#/$defs/OwnershipDatasetFacet"
VERSION = f"{_FACETS}/1-0-0/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet"
DOCUMENTATION = "https://openlineage.io/spec/1-0-1/DocumentationDatasetFacet.json#/$defs/DocumentationDatasetFacet"
PRODUCER = "urn:jangbu"
NAMESPACE = "jangbu"
