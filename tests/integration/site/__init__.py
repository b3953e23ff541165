"""The documentation: what its pages say to type works, and the site builds."""
