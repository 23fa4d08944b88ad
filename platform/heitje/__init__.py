"""The assembly: settings, hosts, pages' frame, command line, embedded services, API root."""

__version__ = "0.1.0"
