"""What the scorers look at. Each module has the shape of one scorer and the function that fills its rows."""

from rasd.coding.features import dates, detection, merging, places, roles, sources, statuses, tolls, types, whole

SHAPES = (detection.SHAPE, types.SHAPE, merging.SHAPE, roles.SHAPE, places.SHAPE, dates.SHAPE,
          tolls.SHAPE, sources.SHAPE, statuses.SHAPE, whole.SHAPE)  # fmt: skip
