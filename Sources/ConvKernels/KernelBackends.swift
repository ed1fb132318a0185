/// All backends, whether their libraries are installed or not.
public enum KernelBackends {
    /// In the order in which tables show them.
    public static let all: [any KernelBackend] = [OneDNNBackend(), SwiftBackend(), OpenBLASBackend()]

    /// The backend of a name; nil where there is none.
    public static func named(_ name: String) -> (any KernelBackend)? { all.first { $0.name == name } }
}
