"""What the scorers look at. Each module has the shape of one scorer and the function that fills its rows."""
